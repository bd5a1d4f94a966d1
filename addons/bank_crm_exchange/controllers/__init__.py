from . import feed_doors
