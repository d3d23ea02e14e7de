"""Tell people in one page, and programs in JSON, what came out of a build.

``report.html`` stands alone, can be printed and needs no program to be read;
``report.json`` holds the same figures. Both hold no times, and are the same bytes for
the same graph and the same account of the build.
"""
