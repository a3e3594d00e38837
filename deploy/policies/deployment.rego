# METADATA
# title: Deployments
# description: >-
#   Whether a deployment may start. NorthStack asks for data.northstack.deployment with the facts as input; input.rules are the rules that the
#   organization has switched on. Rules of your own belong into the package northstack.company: what its set violations contains denies as well.
package northstack.deployment

severities := ["unknown", "low", "medium", "high", "critical"]

rank := {severity: i | some i, severity in severities}

default allow := false

# Without an input nothing is known, and nothing known is not the same as nothing wrong.
allow if {
	is_array(input.rules)
	count(violations) == 0
}

violations contains own if {
	some own in data.northstack.company.violations
}

violations contains {
	"rule": "image_digest",
	"message": sprintf("The image %s is named by a tag, which can mean another image tomorrow.", [input.artifact.reference]),
	"hint": "Name it by digest: name@sha256:….",
} if {
	some rule in input.rules
	rule.kind == "image_digest"
	input.artifact.kind == "image"
	input.artifact.digest == null
}

violations contains {
	"rule": "approval",
	"message": sprintf("Deployments to %s need an approval, and nobody approved this one.", [input.environment.slug]),
	"hint": "Protect the environment with at least one required approval, then deploy again.",
} if {
	some rule in input.rules
	rule.kind == "approval"
	input.deployment.approvals == 0
	input.deployment.kind != "rollback"
}

violations contains {
	"rule": "max_replicas",
	"message": sprintf("%d replicas are wanted and %d are allowed.", [input.deployment.replicas, rule.maxReplicas]),
	"hint": "Scale the service down, then deploy again.",
} if {
	some rule in input.rules
	rule.kind == "max_replicas"
	input.deployment.replicas > rule.maxReplicas
}

# What was not scanned has no counts: the rule scan is for who wants that denied.
violations contains {
	"rule": "severity",
	"message": sprintf("The artifact has known vulnerabilities: %s.", [concat(", ", found)]),
	"hint": "Update the packages that its vulnerability report names, then deploy again.",
} if {
	some rule in input.rules
	rule.kind == "severity"
	found := at_least(rule.severity)
	count(found) > 0
}

violations contains {
	"rule": "scan",
	"message": "The artifact was not scanned for vulnerabilities.",
	"hint": "Ask a platform administrator whether a scanner is set up for this kind of artifact.",
} if {
	some rule in input.rules
	rule.kind == "scan"
	input.vulnerabilities == null
}

# Worst first, for example ["1 critical", "2 high"].
at_least(minimum) := [text |
	some i in numbers.range(count(severities) - 1, rank[minimum])
	number := input.vulnerabilities[severities[i]]
	number > 0
	text := sprintf("%d %s", [number, severities[i]])
]
