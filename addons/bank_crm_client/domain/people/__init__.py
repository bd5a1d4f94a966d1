"""Rules of the people file: certificates, decisions about a person, how many clients."""
