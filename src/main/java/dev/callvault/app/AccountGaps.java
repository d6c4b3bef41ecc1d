package dev.callvault.app;

import dev.callvault.call.Gap;
import java.util.List;

/** What an account has lost. */
public record AccountGaps(String account, List<Gap> gaps) {}
