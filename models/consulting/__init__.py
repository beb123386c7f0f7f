"""Questions to the supervisor before an owner is answered (请示主管, R030, R197)."""
