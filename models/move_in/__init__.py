"""Moving into a unit (入驻): a case of six steps in their order (R010, R011, R103)."""
