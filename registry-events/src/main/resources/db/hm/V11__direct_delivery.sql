-- How a cluster gets at the providers' credentials: through the proxy, or sealed with its public key.
ALTER TABLE hm.cluster
    ADD COLUMN delivery    text NOT NULL DEFAULT 'PROXY',
    ADD COLUMN sealing_key text,
    ADD CONSTRAINT cluster_delivery_known CHECK (delivery IN ('PROXY', 'DIRECT')),
    ADD CONSTRAINT cluster_sealing_key_where_direct CHECK ((delivery = 'DIRECT') = (sealing_key IS NOT NULL)),
    ADD CONSTRAINT cluster_sealing_key_length CHECK (length(sealing_key) BETWEEN 1 AND 8192);

COMMENT ON COLUMN hm.cluster.delivery IS
    'PROXY: the cluster calls models through the inference proxy. DIRECT: it calls providers itself, with credentials that are sealed for it.';
COMMENT ON COLUMN hm.cluster.sealing_key IS
    'Public HPKE keyset in the JSON of Tink, in one line; the private one never leaves the cluster.';
