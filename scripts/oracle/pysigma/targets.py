"""Backends, their pipelines and formats: one job writes one file of records."""

import fnmatch
import importlib

BACKENDS = {
    "splunk": "sigma.backends.splunk:SplunkBackend",
    "splunk_spl2": "sigma.backends.splunk:SplunkSPL2Backend",
    "kusto": "sigma.backends.kusto:KustoBackend",
    "lucene": "sigma.backends.elasticsearch:LuceneBackend",
    "eql": "sigma.backends.elasticsearch:EqlBackend",
    "esql": "sigma.backends.elasticsearch:ESQLBackend",
    "elastalert": "sigma.backends.elasticsearch:ElastalertBackend",
    "opensearch": "sigma.backends.opensearch:OpensearchLuceneBackend",
    "opensearch_ppl": "sigma.backends.opensearch:OpenSearchPPLBackend",
    "logscale": "sigma.backends.crowdstrike:LogScaleBackend",
    "secops": "sigma.backends.secops.secops:SecOpsBackend",
}

PIPELINES = {
    "splunk_windows": "sigma.pipelines.splunk:splunk_windows_pipeline",
    "splunk_cim": "sigma.pipelines.splunk:splunk_cim_data_model",
    "splunk_sysmon_acceleration": "sigma.pipelines.splunk:splunk_windows_sysmon_acceleration_keywords",
    "sysmon": "sigma.pipelines.sysmon:sysmon_pipeline",
    "windows-logsources": "sigma.pipelines.windows:windows_logsource_pipeline",
    "windows-audit": "sigma.pipelines.windows:windows_audit_pipeline",
    "ecs_windows": "sigma.pipelines.elasticsearch:ecs_windows",
    "ecs_windows_old": "sigma.pipelines.elasticsearch:ecs_windows_old",
    "ecs_zeek_beats": "sigma.pipelines.elasticsearch:ecs_zeek_beats",
    "ecs_zeek_corelight": "sigma.pipelines.elasticsearch:ecs_zeek_corelight",
    "zeek": "sigma.pipelines.elasticsearch:zeek_raw",
    "ecs_kubernetes": "sigma.pipelines.elasticsearch:ecs_kubernetes",
    "ecs_macos_esf": "sigma.pipelines.elasticsearch:ecs_macos_esf",
    "microsoft_xdr": "sigma.pipelines.microsoftxdr:microsoft_xdr_pipeline",
    "sentinel_asim": "sigma.pipelines.sentinelasim:sentinel_asim_pipeline",
    "azure_monitor": "sigma.pipelines.azuremonitor:azure_monitor_pipeline",
    "secops_udm": "sigma.pipelines.secops:secops_udm_pipeline",
    "crowdstrike_fdr": "sigma.pipelines.crowdstrike:crowdstrike_fdr_pipeline",
    "crowdstrike_falcon": "sigma.pipelines.crowdstrike:crowdstrike_falcon_pipeline",
}

LUCENE = "default dsl_lucene kibana_ndjson siem_rule siem_rule_ndjson"
MATRIX = {
    "splunk": {
        "none": "default savedsearches",
        "splunk_windows": "default savedsearches",
        "splunk_cim": "data_model default",
        "sysmon+splunk_windows": "default",
        "sysmon+splunk_windows+splunk_sysmon_acceleration": "default",
        "windows-audit+splunk_windows": "default",
        "windows-logsources": "default",
    },
    "splunk_spl2": {"none": "default module"},
    "kusto": {"none": "default", "microsoft_xdr": "default", "sentinel_asim": "default", "azure_monitor": "default"},
    "lucene": {
        "none": LUCENE,
        "ecs_windows": LUCENE,
        "ecs_windows_old": "default",
        "sysmon+ecs_windows": "default",
        "ecs_zeek_beats": "default",
        "ecs_zeek_corelight": "default",
        "zeek": "default",
        "ecs_kubernetes": "default",
        "ecs_macos_esf": "default",
    },
    "eql": {"none": "default eqlapi siem_rule siem_rule_ndjson", "ecs_windows": "default siem_rule_ndjson"},
    "esql": {"none": "default kibana_ndjson siem_rule siem_rule_ndjson", "ecs_windows": "default siem_rule_ndjson"},
    "elastalert": {"none": "default", "ecs_windows": "default"},
    "opensearch": {
        "none": "default dsl_lucene monitor_rule dashboards_ndjson",
        "ecs_windows": "default monitor_rule",
    },
    "opensearch_ppl": {"none": "default"},
    "logscale": {"crowdstrike_fdr": "default", "crowdstrike_falcon": "default"},
    "secops": {"none": "default", "secops_udm": "default yara_l"},
}


def jobs(patterns):
    """(name, backend, pipelines, format) of all jobs whose name matches one of the patterns."""
    for backend, combinations in MATRIX.items():
        for pipelines, formats in combinations.items():
            for output_format in formats.split():
                name = f"{backend}.{pipelines}.{output_format}"
                if any(fnmatch.fnmatchcase(name, pattern) for pattern in patterns):
                    yield name, backend, pipelines, output_format


def load(place):
    module, name = place.split(":")
    return getattr(importlib.import_module(module), name)


def backend_class(name):
    return load(BACKENDS[name])


def pipeline_of(names):
    """The pipelines joined as sigma-cli joins them: by priority, then by name."""
    from sigma.processing.pipeline import ProcessingPipeline

    if names == "none":
        return ProcessingPipeline()
    parts = []
    for name in names.split("+"):
        pipeline = load(PIPELINES[name])
        while not isinstance(pipeline, ProcessingPipeline):
            pipeline = pipeline()
        parts.append((pipeline.priority, name, pipeline))
    parts.sort(key=lambda part: part[:2])
    return sum(pipeline for _, _, pipeline in parts)
