"""Map sheets and forms: planning, layouts, styles, PDF."""
