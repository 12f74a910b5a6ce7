"""`make bench`: the product's figures, measured on real processes, each with its goal and a peer or control of the same run."""
