"""What was signed: agencies and their people, SOWs, rate cards, limits, retainers, levels and waivers."""
