// All scenarios, in one process: they share the browser and the servers.
import './main-job.mjs';
import './rule-tests.mjs';
import './rules.mjs';
import './editing.mjs';
import './convert.mjs';
import './service.mjs';
import './writing.mjs';
import './outside.mjs';
import './trust.mjs';
import './coverage.mjs';
