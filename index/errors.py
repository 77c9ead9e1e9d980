"""Everything that can go wrong with what users bring.

KeikakuError
├── CorpusError              a plan file or plans.toml cannot be used; names the file
├── SnapshotError
│   ├── SnapshotMissing      nothing has been published yet
│   ├── SnapshotIncompatible another schema, dictionary or encoder made it
│   ├── SnapshotCorrupt      a file is missing, cut or altered
│   ├── SnapshotLocked       another rebuild holds the lock
│   └── RebuildRefused       the new index would lose too much; names the flag that overrides
├── EncoderError             the encoder cannot be loaded
├── StateError               what the bot must remember cannot be read or written
└── ConfigError              settings are missing or wrong; names all of them

Messages state the rule that was broken and what to do, in Japanese: operators read them.
Mistakes of a programmer stay ValueError and TypeError.
"""


class KeikakuError(Exception):
    """The root: catch this once, at the outermost door."""


class CorpusError(KeikakuError):
    """A plan file or plans.toml cannot be used; the message names the file."""


class SnapshotError(KeikakuError):
    """The index on disk cannot be used or written."""


class SnapshotMissing(SnapshotError):
    """Nothing has been published yet."""


class SnapshotIncompatible(SnapshotError):
    """The snapshot was made with another schema, dictionary or encoder."""


class SnapshotCorrupt(SnapshotError):
    """A file of the snapshot is missing, cut short or altered."""


class SnapshotLocked(SnapshotError):
    """Another rebuild holds the lock."""


class RebuildRefused(SnapshotError):
    """The new index would lose too much."""


class EncoderError(KeikakuError):
    """The encoder cannot be loaded."""


class StateError(KeikakuError):
    """What the bot must remember cannot be read or written: the disk is full, or was taken away."""


class ConfigError(KeikakuError):
    """Settings are missing or wrong."""
