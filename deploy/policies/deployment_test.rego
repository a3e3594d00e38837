package northstack.deployment_test

import data.northstack.deployment

base := {
	"organization": "acme",
	"project": {"slug": "shop", "labels": {}},
	"environment": {"slug": "production", "type": "production", "protected": true},
	"service": {"slug": "web", "type": "web"},
	"deployment": {"kind": "deploy", "revision": 7, "approvals": 0, "replicas": 3},
	"artifact": {"kind": "image", "reference": "registry.example.com/web:1", "digest": null},
	"vulnerabilities": {"unknown": 1, "low": 0, "medium": 0, "high": 2, "critical": 1},
	"rules": [],
}

with_rules(rules) := object.union(base, {"rules": rules})

broken(facts) := rules if {
	rules := {v.rule | some v in deployment.violations} with input as facts
}

test_no_rule_no_violation if {
	deployment.allow with input as base
	count(deployment.violations) == 0 with input as base
}

test_without_an_input_nothing_is_allowed if {
	not deployment.allow with input as {}
}

test_an_image_is_named_by_digest if {
	facts := with_rules([{"kind": "image_digest"}])
	broken(facts) == {"image_digest"}
	broken(object.union(facts, {"artifact": {"digest": "sha256:0"}})) == set()
	broken(object.union(facts, {"artifact": {"kind": "directory"}})) == set()
}

test_somebody_approves_it if {
	facts := with_rules([{"kind": "approval"}])
	broken(facts) == {"approval"}
	broken(object.union(facts, {"deployment": {"approvals": 1}})) == set()
	broken(object.union(facts, {"deployment": {"kind": "rollback"}})) == set()
}

test_replicas_have_a_limit if {
	broken(with_rules([{"kind": "max_replicas", "maxReplicas": 2}])) == {"max_replicas"}
	broken(with_rules([{"kind": "max_replicas", "maxReplicas": 3}])) == set()
}

test_a_severity_or_worse_denies_and_worst_is_named_first if {
	broken(with_rules([{"kind": "severity", "severity": "critical"}])) == {"severity"}
	clean := object.union(with_rules([{"kind": "severity", "severity": "high"}]), {"vulnerabilities": {"high": 0, "critical": 0}})
	broken(clean) == set()
	messages := {v.message | some v in deployment.violations} with input as with_rules([{"kind": "severity", "severity": "high"}])
	messages == {"The artifact has known vulnerabilities: 1 critical, 2 high."}
}

test_what_was_not_scanned_is_not_called_clean if {
	unscanned := object.union(with_rules([{"kind": "scan"}, {"kind": "severity", "severity": "low"}]), {"vulnerabilities": null})
	broken(unscanned) == {"scan"}
	broken(with_rules([{"kind": "scan"}])) == set()
}

test_rules_of_the_company_deny_as_well if {
	own := {{"rule": "freeze", "message": "Nothing is deployed on Fridays.", "hint": "Wait until Monday."}}
	not deployment.allow with input as base with data.northstack.company.violations as own
}

# What the server really sends (example.json, written by its own test): every name that the rules above ask for is there.
test_what_the_server_sends_is_understood if {
	facts := data.example.input
	broken(facts) == {"approval", "severity"}
	broken(object.union(facts, {"vulnerabilities": null})) == {"approval", "scan"}
	broken(object.union(facts, {"deployment": {"approvals": 1, "replicas": 4}, "vulnerabilities": {"critical": 0}})) == {"max_replicas"}
}
