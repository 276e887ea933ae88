"""digestbot: articles in, digests with verbatim summaries out, posted where people chat."""
