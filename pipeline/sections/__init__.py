"""Group blocks into sections, each with the type that its heading or its lines say."""

from pipeline.sections.splitting import split

__all__ = ["split"]
