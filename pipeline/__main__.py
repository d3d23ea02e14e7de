"""``python -m pipeline`` is ``procgraph``."""

from pipeline.cli import main

if __name__ == "__main__":
    main()
