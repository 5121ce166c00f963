package org.stockpot.report.parts;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.stockpot.text.Resources;

/**
 * A paper that a result's method is from.
 *
 * @param key its key in BibTeX
 * @param bibtex its entry
 * @param method what of it was used
 */
public record Citation(String key, String bibtex, String method) {

  private static final Pattern ENTRY = Pattern.compile("@\\w+\\{(\\w+),\n.*?\n}\n", Pattern.DOTALL);
  private static final Pattern FIELD = Pattern.compile("  (\\w+) = \\{(.*)},");
  private static final Map<String, String> ENTRIES = entries();

  private static Map<String, String> entries() {
    Map<String, String> entries = new LinkedHashMap<>();
    ENTRY
        .matcher(Resources.text(Citation.class, "references.bib"))
        .results()
        .forEach(entry -> entries.put(entry.group(1), entry.group()));
    return entries;
  }

  /**
   * Returns the citation of a paper for a method.
   *
   * @param key its key in BibTeX
   * @param method what of it was used
   * @return the citation
   * @throws IllegalArgumentException if it is not among the references
   */
  public static Citation of(String key, String method) {
    String entry = ENTRIES.get(key);
    if (entry == null) {
      throw new IllegalArgumentException("a paper must be among the references, got " + key);
    }
    return new Citation(key, entry, method);
  }

  /**
   * Returns the keys of all papers that can be cited.
   *
   * @return keys of BibTeX
   */
  public static List<String> keys() {
    return List.copyOf(ENTRIES.keySet());
  }

  /**
   * Returns the paper in one line.
   *
   * @return authors, title, place and year
   */
  public String text() {
    Map<String, String> fields = new LinkedHashMap<>();
    FIELD.matcher(bibtex).results().forEach(field -> put(fields, field));
    String place =
        Stream.of("booktitle", "journal", "institution", "howpublished")
            .map(fields::get)
            .filter(field -> field != null)
            .map(field -> field + ", ")
            .findFirst()
            .orElse("");
    String arxiv = fields.containsKey("eprint") ? ", arXiv:" + fields.get("eprint") : "";
    return authors(fields.get("author"))
        + ": "
        + fields.get("title")
        + (fields.get("title").endsWith("?") ? " " : ". ")
        + place
        + fields.get("year")
        + arxiv
        + ".";
  }

  private static void put(Map<String, String> fields, MatchResult field) {
    fields.put(field.group(1), field.group(2).replace("{\\'e}", "é"));
  }

  private static String authors(String field) {
    String[] names = field.split(" and ", -1);
    for (int i = 0; i < names.length; i++) {
      String[] parts = names[i].split(", ", -1);
      names[i] = parts[1] + " " + parts[0];
    }
    return String.join(", ", names);
  }
}
