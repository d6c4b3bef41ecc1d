package dev.callvault.app.nodes;

import dev.callvault.refine.RedactionRule;
import dev.callvault.refine.Redactor;
import dev.callvault.store.coordination.NodeSettings;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A redactor with the rules of all nodes. */
public final class UnitedRules {
    private static final Logger LOG = LoggerFactory.getLogger(UnitedRules.class);

    private UnitedRules() {}

    public static Redactor of(Agreement agreement) {
        List<RedactionRule> rules = new ArrayList<>();
        for (NodeSettings.Rule rule : agreement.rules()) {
            try {
                rules.add(RedactionRule.of(rule.name(), rule.pattern(), rule.replacement()));
            } catch (IllegalArgumentException unfit) {
                LOG.error(
                        "the redaction rule {} of another node cannot be applied here: it {}. Run the same version on every node.",
                        rule.name(),
                        unfit.getMessage());
            }
        }
        return new Redactor(agreement.isForCards(), rules);
    }
}
