"""How complete a client's file is."""
