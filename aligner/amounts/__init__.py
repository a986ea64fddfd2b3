"""What texts count, date and cite, compared across languages and scripts."""
