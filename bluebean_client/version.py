"""The version of BlueBean, which the build takes from here: reading it from the installed metadata loads a mail parser at every start."""

VERSION = "1.0.0.dev0"
