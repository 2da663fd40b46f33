\echo Use "CREATE EXTENSION aidb" to load this file. \quit

-- Probing.
--
-- SQL reaches no network. A probe passes unless the egress list forbids the model's host, or a test asked for a failure.
-- ASSUMPTION: question 18. A probe answers at once.

CREATE FUNCTION aidb_internal.host_of(url text)
RETURNS text LANGUAGE sql IMMUTABLE
RETURN pg_catalog.lower(pg_catalog.substring(url, '^[A-Za-z][A-Za-z0-9+.-]*://(?:[^/?#@]*@)?(\[[^]]*\]|[^/?#:]*)'));

-- One entry of the list: a host, .suffix, an address, or a network.
CREATE FUNCTION aidb_internal.matches_egress_entry(host text, entry text)
RETURNS boolean LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
    address text := btrim(host, '[]');
BEGIN
    IF starts_with(entry, '.') THEN
        RETURN right(host, length(entry)) = entry;
    ELSIF pg_input_is_valid(address, 'inet') AND pg_input_is_valid(entry, 'inet') THEN
        RETURN address::inet <<= entry::inet;
    END IF;
    RETURN host = entry;
END $$;

-- The name of the parameter that forbids the host, or NULL. An unset list is open.
-- In plain SQL these parameters cannot be protected: a session may set them, which a real AIDB will not allow.
CREATE FUNCTION aidb_internal.egress_forbidden_by(host text)
RETURNS text LANGUAGE plpgsql STABLE AS $$
DECLARE
    own       text := aidb_internal.setting('aidb.egress_allowlist', '');
    allowed   text := coalesce(nullif(own, ''), aidb_internal.setting('edb.egress_allowlist', ''));
    parameter text := CASE WHEN own = '' THEN 'edb.egress_allowlist' ELSE 'aidb.egress_allowlist' END;
BEGIN
    IF allowed = '' OR EXISTS (SELECT FROM regexp_split_to_table(lower(allowed), '[,\s]+') AS entry
                               WHERE aidb_internal.matches_egress_entry(host, entry)) THEN
        RETURN NULL;
    END IF;
    RETURN parameter;
END $$;

-- Why the model does not answer, or NULL if it does.
-- ASSUMPTION: section 2.1. Only a "url" in the config is held against the egress list.
CREATE FUNCTION aidb_internal.probe(name text)
RETURNS text LANGUAGE plpgsql STABLE AS $$
DECLARE
    host      text;
    forbidden text;
BEGIN
    SELECT aidb_internal.host_of(aidb_internal.config_of(m.options) ->> 'url') INTO host
    FROM aidb_internal.model_named($1) m;
    forbidden := aidb_internal.egress_forbidden_by(host);
    IF host IS NOT NULL AND forbidden IS NOT NULL THEN
        RETURN format('host "%s" is not allowed by %s', host, forbidden);
    END IF;
    RETURN (SELECT f.failure FROM aidb_stand_in.probe_failure f WHERE f.model_name = $1);
END $$;
