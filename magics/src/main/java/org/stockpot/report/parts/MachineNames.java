package org.stockpot.report.parts;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The names that programs read of columns, by their headings: {@code test_accuracy_percent} for
 * {@code test accuracy %}. The first that fits a heading names it.
 */
public final class MachineNames {

  /** The headings of all vocabularies. */
  static final List<Heading> HEADINGS =
      Stream.<Heading[]>of(
              SimilarityColumns.values(),
              MergeColumns.values(),
              Columns.values(),
              AlignColumns.values(),
              EarlyStopColumns.values(),
              LandscapeColumns.values(),
              LawColumns.values(),
              SensitivityColumns.values(),
              DeadUnitColumns.values(),
              GradientColumns.values(),
              CurvatureColumns.values(),
              ShrinkColumns.values(),
              RobustnessColumns.values(),
              GrokkingColumns.values(),
              BatchColumns.values(),
              GeneralizationColumns.values(),
              DynamicColumns.values(),
              SettingColumns.values(),
              ErrorColumns.values())
          .flatMap(Stream::of)
          .toList();

  private static final Map<Pattern, String> NAMES = new LinkedHashMap<>();

  static {
    HEADINGS.forEach(heading -> NAMES.put(pattern(heading.shown()), heading.machine()));
  }

  private MachineNames() {}

  private static Pattern pattern(String shown) {
    return Pattern.compile(
        Arrays.stream(shown.split("(?<=\\{}|\\*)|(?=\\{}|\\*)"))
            .map(
                part -> part.equals("{}") ? "(.+?)" : part.equals("*") ? ".*" : Pattern.quote(part))
            .collect(Collectors.joining()));
  }

  /**
   * Returns the name of a column.
   *
   * @param heading a heading as it is shown
   * @return the name; empty if the heading is none of this vocabulary
   */
  public static Optional<String> of(String heading) {
    for (Map.Entry<Pattern, String> entry : NAMES.entrySet()) {
      Matcher matcher = entry.getKey().matcher(heading);
      if (matcher.matches()) {
        String name = entry.getValue();
        for (int group = 1; group <= matcher.groupCount(); group++) {
          name = name.replaceFirst("\\{}", slug(matcher.group(group)));
        }
        return Optional.of(name);
      }
    }
    return Optional.empty();
  }

  /** Returns words in small letters, digits and underscores. */
  private static String slug(String words) {
    String known = words.replace("R²", "r2").replace("−", "minus");
    return Normalizer.normalize(known, Normalizer.Form.NFKD)
        .toLowerCase(Locale.ROOT)
        .replaceAll("\\p{M}", "")
        .replaceAll("[^\\p{L}\\p{N}]+", "_")
        .replaceAll("^_|_$", "");
  }
}
