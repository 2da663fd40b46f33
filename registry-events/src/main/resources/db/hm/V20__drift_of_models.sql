-- How a model is no longer as its worker made it; null until the worker tells it with its next inventory.
ALTER TABLE hm.cluster_model ADD COLUMN drift text;
COMMENT ON COLUMN hm.cluster_model.drift IS 'CHANGED: it has other settings. REPLACED: somebody made another model of that name. CREDENTIALS_LOST: its provider no longer has the credentials that were stored. Null where it is as it was made, or was not compared.';
