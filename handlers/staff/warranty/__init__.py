"""The register of warranties."""
