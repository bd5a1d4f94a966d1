from . import test_relations
from . import test_relation_inference
from . import test_client_groups
from . import test_relation_rights
from . import test_relation_map_tour
