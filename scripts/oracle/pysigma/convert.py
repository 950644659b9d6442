"""Queries of one backend, pipeline and format; each file on its own, with a new backend."""

from sigma.collection import SigmaCollection

from records import dumps, error_record
from targets import backend_class, load, pipeline_of


class Job:
    """What pySigma keeps from one conversion to the next is put back before each file."""

    def __init__(self, backend, pipelines, output_format):
        self.backend = backend
        self.backend_class = backend_class(backend)
        self.pipeline = pipeline_of(pipelines)
        self.output_format = output_format
        # kusto: a transformation that fails adds to its own message.
        transformations = [item.transformation for item in self.pipeline.items]
        self.messages = [(t, t.message) for t in transformations if isinstance(getattr(t, "message", None), str)]

    def reset(self):
        for transformation, message in self.messages:
            transformation.message = message
        for item in self.pipeline.items:
            # secops: the mapping of event types grows from rule to rule.
            if type(item.transformation).__name__ == "EventTypeFieldMappingTransformation":
                item.transformation.mapping = {}
        if self.backend == "splunk":
            # Counters of the class stay raised when a conversion fails midway.
            load("sigma.backends.splunk.splunk:SplunkDeferredORRegularExpression").reset()

    def record(self, path, text):
        self.reset()
        try:
            collection = SigmaCollection.from_yaml(text)
        except Exception as error:
            return {"path": path, "ok": False, "stage": "parse", **error_record(error)}
        try:
            output = self.backend_class(processing_pipeline=self.pipeline).convert(collection, self.output_format)
            record = {"path": path, "ok": True, "output": as_list(output)}
            dumps(record)
            return record
        except Exception as error:
            return {"path": path, "ok": False, "stage": "convert", **error_record(error)}


def as_list(output):
    if isinstance(output, bytes):
        return [output.decode()]
    return [output] if isinstance(output, (str, dict)) else list(output)
