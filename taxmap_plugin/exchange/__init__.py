"""In and out: layers, registers, land-office and Treasury files."""
