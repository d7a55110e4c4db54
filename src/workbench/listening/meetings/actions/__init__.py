"""What changes talks: sessions, concerns, recommendations, readiness."""
