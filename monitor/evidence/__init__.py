"""What a stranger can check: seals, time stamps, bundles; reads the store, asks authorities, and writes only files."""
