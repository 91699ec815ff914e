"""A model as a plug-in, never a need: asked for the same record, believed only with evidence."""

from comity.read.plugin.endpoint import Endpoint, EndpointError, Reply, ask
from comity.read.plugin.run import Ran, read_with_model
from comity.read.plugin.support import verified

__all__ = ["Endpoint", "EndpointError", "Ran", "Reply", "ask", "read_with_model", "verified"]
