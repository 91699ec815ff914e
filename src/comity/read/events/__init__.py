"""Events: each verb or noun that tells of an act, with its agreement, its mode and its day."""
