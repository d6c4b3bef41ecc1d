package dev.callvault.config;

import java.util.Optional;

/**
 * One of the company's own numbers and what it is called.
 *
 * @param number in the form that is compared: E.164, or the digits of a short code, or a login
 * @param spelling as it was configured
 */
public record NumberSettings(
        String number, String spelling, String name, Optional<String> team, Optional<String> application) {}
