-- How the worker of a cluster says that it gets at the providers' credentials, beside how the cluster is enrolled.
ALTER TABLE hm.cluster_report
    ADD COLUMN delivery text,
    ADD CONSTRAINT cluster_report_delivery_known CHECK (delivery IN ('PROXY', 'DIRECT'));

COMMENT ON COLUMN hm.cluster_report.delivery IS
    'As the worker is configured; null where it did not say, as workers of earlier releases.';
