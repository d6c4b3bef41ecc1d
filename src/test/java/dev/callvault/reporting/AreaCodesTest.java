package dev.callvault.reporting;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.geocoding.PhoneNumberOfflineGeocoder;
import dev.callvault.app.Reported;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The area codes of North America, against what libphonenumber knows of them. */
class AreaCodesTest {
    /** Assigned in the plan, but libphonenumber knows no number of them yet. */
    private static final Set<String> NEW =
            Set.of("357", "436", "457", "465", "471", "483", "621", "624", "679", "729", "837", "861", "924");
    /** libphonenumber's other words for a state. */
    private static final Map<String, String> WORDS = Map.of(
            "Washington State",
            "WA",
            "Washington D.C.",
            "DC",
            "British Colombia",
            "BC",
            "Toronto",
            "ON",
            "Philadelphia",
            "PA");

    private record AreaCode(String country, String state, String stateName) {}

    @Test
    void every_geographic_area_code_is_there_with_its_state_or_country() throws NumberParseException {
        Map<String, AreaCode> codes = codes();
        assertThat(codes).hasSize(455);
        assertThat(codes.get("617")).isEqualTo(new AreaCode("US", "MA", "Massachusetts"));
        assertThat(codes.get("202")).isEqualTo(new AreaCode("US", "DC", "District of Columbia"));
        assertThat(codes.get("458")).isEqualTo(new AreaCode("US", "OR", "Oregon"));
        assertThat(codes.get("787")).isEqualTo(new AreaCode("PR", "PR", "Puerto Rico"));
        assertThat(codes.get("416")).isEqualTo(new AreaCode("CA", "ON", "Ontario"));
        assertThat(codes.get("876")).isEqualTo(new AreaCode("JM", "null", "null"));
        assertThat(codes).doesNotContainKeys("800", "888", "900", "500", "600", "700", "710", "911", "555");

        List<String> unlike = new ArrayList<>();
        for (Map.Entry<String, AreaCode> code : codes.entrySet()) {
            Set<String> regions = regions(code.getKey());
            if (regions.isEmpty()
                    ? !NEW.contains(code.getKey())
                    : !regions.contains(code.getValue().country())) {
                unlike.add(code + " is " + regions);
            }
            String state = state(code.getKey(), codes);
            if (!state.isEmpty() && !code.getValue().state().contains(state)) {
                unlike.add(code + " is of " + state);
            }
        }
        assertThat(unlike).isEmpty();
    }

    @Test
    void every_area_code_that_libphonenumber_locates_is_there() throws NumberParseException {
        Map<String, AreaCode> codes = codes();
        Set<String> missing = new TreeSet<>();
        for (int code = 200; code < 1000; code++) {
            String text = Integer.toString(code);
            if (!codes.containsKey(text) && !state(text, codes).isEmpty()) {
                missing.add(text);
            }
        }
        assertThat(missing).isEmpty();
    }

    private static Map<String, AreaCode> codes() {
        Map<String, AreaCode> codes = new HashMap<>();
        try (Reported reported = new Reported()) {
            for (String row : reported.query("SELECT area_code, country, state, state_name FROM archive.area_codes")) {
                String[] columns = row.split("\\|", -1);
                codes.put(columns[0], new AreaCode(columns[1], columns[2], columns[3]));
            }
        }
        return codes;
    }

    private static Set<String> regions(String code) throws NumberParseException {
        Set<String> regions = new TreeSet<>();
        for (String rest : List.of("2345678", "5550100", "2220100", "7654321")) {
            PhoneNumberUtil util = PhoneNumberUtil.getInstance();
            String region = util.getRegionCodeForNumber(util.parse("+1" + code + rest, null));
            if (region != null) {
                regions.add(region);
            }
        }
        return regions;
    }

    /** The postal code of the state that libphonenumber names, by itself or after a town; empty when it names none. */
    private static String state(String code, Map<String, AreaCode> codes) throws NumberParseException {
        String place = PhoneNumberOfflineGeocoder.getInstance()
                .getDescriptionForNumber(
                        PhoneNumberUtil.getInstance().parse("+1" + code + "5550100", null), Locale.ENGLISH);
        if (WORDS.containsKey(place)) {
            return WORDS.get(place);
        }
        if (place.matches(".*, [A-Z]{2}")) {
            return place.substring(place.length() - 2);
        }
        return codes.values().stream()
                .filter(it -> it.stateName().equals(place))
                .map(AreaCode::state)
                .findFirst()
                .orElse("");
    }
}
