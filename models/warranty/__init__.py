"""The register of warranties (质保登记): what others still have to put right, and until when (R057)."""
