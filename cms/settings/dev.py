"""Everything embedded, nothing to configure."""

from cms.settings.base import *

DEBUG = True
