package org.stockpot.mergekit;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.stockpot.format.tensor.FormatException;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * A place of a YAML document: what stands there, under which name and in which line. Documents are
 * composed, never constructed, so that no tag names a class; nothing is expanded, so that aliases
 * take no memory.
 *
 * @param name the key it stands under
 * @param node what stands there
 */
record YamlEntry(String name, Node node) {

  private static final int LONGEST = 1 << 20;
  private static final int DEEPEST = 16;
  private static final int MOST_ALIASES = 16;

  /** Reads a document, a mapping. */
  static YamlEntry read(Path file) throws IOException {
    if (Files.size(file) > LONGEST) {
      throw new FormatException("a recipe must be at most a megabyte, got " + Files.size(file));
    }
    LoaderOptions limits = new LoaderOptions();
    limits.setCodePointLimit(LONGEST);
    limits.setNestingDepthLimit(DEEPEST);
    limits.setMaxAliasesForCollections(MOST_ALIASES);
    limits.setAllowRecursiveKeys(false);
    String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    try {
      List<Node> documents = new ArrayList<>();
      new Yaml(new SafeConstructor(limits))
          .composeAll(new StringReader(text))
          .forEach(documents::add);
      if (documents.size() != 1) {
        throw new FormatException("a recipe must be one YAML document, got " + documents.size());
      }
      return new YamlEntry("the recipe", documents.get(0));
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
      throw new FormatException("line " + line + ": it must be YAML: " + e.getProblem(), e);
    } catch (YAMLException e) {
      throw new FormatException("it must be YAML: " + e.getMessage(), e);
    }
  }

  int line() {
    return node.getStartMark().getLine() + 1;
  }

  FormatException mistake(String message) {
    return new FormatException("line " + line() + ": " + message);
  }

  /** Returns a refusal of a word that is known and has no meaning here. */
  FormatException meaningless(String why) {
    return mistake(name + " has no meaning here" + (why.isEmpty() ? "" : ": " + why));
  }

  /** Returns the entries of a mapping by key. */
  Map<String, YamlEntry> mapping() {
    if (!(node instanceof MappingNode mapping)) {
      throw mistake(name + " must be names with values, got " + words());
    }
    Map<String, YamlEntry> entries = new LinkedHashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      YamlEntry key = new YamlEntry("a name in " + name, tuple.getKeyNode());
      String text = key.text();
      if (entries.put(text, new YamlEntry(text, tuple.getValueNode())) != null) {
        throw key.mistake(text + " must stand once");
      }
    }
    return entries;
  }

  /** Returns the entries of a list. */
  List<YamlEntry> list() {
    if (!(node instanceof SequenceNode sequence)) {
      throw mistake(name + " must be a list, got " + words());
    }
    return sequence.getValue().stream()
        .map(item -> new YamlEntry("an item of " + name, item))
        .toList();
  }

  boolean isList() {
    return node instanceof SequenceNode;
  }

  boolean isMapping() {
    return node instanceof MappingNode;
  }

  /** Returns a single value as text. */
  String text() {
    if (!(node instanceof ScalarNode scalar)) {
      throw mistake(name + " must be one value, got " + words());
    }
    return scalar.getValue();
  }

  /** Returns a finite number. */
  double number() {
    String text = text();
    try {
      double number = Double.parseDouble(text);
      if (Double.isFinite(number) && text.matches("[-+.\\deE]+")) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw mistake(name + " must be a number, got " + text);
    }
    throw mistake(name + " must be a finite number, got " + text);
  }

  /** Returns a yes or no, as YAML writes them. */
  boolean truth() {
    return switch (text().toLowerCase(Locale.ROOT)) {
      case "true", "yes", "on", "1", "1.0" -> true;
      case "false", "no", "off", "0", "0.0" -> false;
      default -> throw mistake(name + " must be true or false, got " + text());
    };
  }

  private String words() {
    return isList() ? "a list" : isMapping() ? "names with values" : text();
  }
}
