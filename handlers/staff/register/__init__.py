"""The register: files of units, contacts, access, workbooks and the archive."""
