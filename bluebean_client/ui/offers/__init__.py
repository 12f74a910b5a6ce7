"""Why a call rang where it rang, for supervisors."""
