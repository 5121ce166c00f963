package org.stockpot.magic.session;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.stockpot.format.Checkpoint;
import org.stockpot.format.LoadOptions;
import org.stockpot.format.tensor.FormatException;
import org.stockpot.magic.UsageException;
import org.stockpot.magic.option.JavaSource;
import org.stockpot.soup.FinetuneResult;
import org.stockpot.soup.Ingredient;
import org.stockpot.soup.SoupOrigin.Dropped;
import org.stockpot.task.option.Suggestions;
import org.stockpot.text.Listed;
import org.stockpot.weights.Line;
import org.stockpot.weights.Mask;
import org.stockpot.weights.Point;

/**
 * Points by name: {@code base} (a training's end), {@code imp.3} (the solution of round 3), {@code
 * imp.init}, {@code imp.rewind}, {@code imp.seed2.3} for another replicate, {@code ft.1} (a
 * fine-tuned network), {@code soup}, {@code soups.greedy}, a Java variable, or a file.
 */
public final class Points {

  private static final int MOST_NAMES = 12;

  private final Session session;
  private final UsedPoints uses;

  public Points(Session session) {
    this(session, new UsedPoints());
  }

  /** Makes the points of a magic that is told which it uses. */
  public Points(Session session, UsedPoints uses) {
    this.session = session;
    this.uses = uses;
  }

  public Point resolve(String name) {
    return use(name).point();
  }

  /** Returns the point of a name, which the magic uses. */
  public NamedPoint use(String name) {
    NamedPoint named = named(name);
    uses.add(name, named);
    return named;
  }

  /** Returns the ingredient of a name. */
  public Ingredient ingredient(String name, Zeros zeros) {
    return Ingredient.of(name, use(name).masked(zeros));
  }

  /** Returns the straight line of a training, from its start to its end. */
  public Line trajectory(String name) {
    NamedPoint named = use(name);
    if (named.from().equals(named.point())) {
      throw new UsageException("there is no training that led to " + name);
    }
    return new Line(named.from(), named.point());
  }

  /**
   * Returns what the start of a point's training is called: the name of another result's network,
   * if it is one, else that of a start that the point's own result offers, or another one.
   */
  public String start(String name) {
    String digest = named(name).from().digest();
    List<String> same =
        names().stream().filter(n -> find(n).point().digest().equals(digest)).toList();
    return same.stream()
        .filter(n -> !PointNames.head(n).equals(PointNames.head(name)) && !isStart(n))
        .findFirst()
        .or(
            () ->
                same.stream()
                    .filter(n -> PointNames.head(n).equals(PointNames.head(name)))
                    .findFirst())
        .or(() -> same.stream().findFirst())
        .orElse("the start of " + name);
  }

  /** Returns the Java expression of where a point's training began. */
  public String startJava(String name) {
    return PointNames.head(name) + named(name).fromJava();
  }

  /** Returns the Java expression of {@link #trajectory}. */
  public String trajectoryJava(String name) {
    return "new Line(" + startJava(name) + ", " + java(name) + ")";
  }

  /** Returns the Java expression of a point. */
  public String java(String name) {
    return PointNames.isFile(name)
        ? PointFiles.java(session, name, LoadOptions.defaults()) + ".point()"
        : PointNames.head(name) + named(name).java();
  }

  /** Returns the Java expression of a point with its mask. */
  public String java(String name, Zeros zeros) {
    if (zeros == Zeros.MASK) {
      return "MaskedPoint.zerosOf(" + java(name) + ")";
    }
    NamedPoint named = named(name);
    if (named.mask().pruned() == 0) {
      return "MaskedPoint.dense(" + java(name) + ")";
    }
    return PointNames.isFile(name) && !named.maskJava().isEmpty()
        ? PointFiles.java(session, name, LoadOptions.defaults()) + ".masked()"
        : "new MaskedPoint(" + java(name) + ", " + maskJava(name) + ")";
  }

  /** Returns the Java expression of {@link #ingredient}. */
  public String ingredientJava(String name, Zeros zeros) {
    String quoted = JavaSource.of(name, Map.of());
    return zeros == Zeros.WEIGHTS && named(name).mask().pruned() == 0
        ? "new Ingredient(" + quoted + ", " + java(name) + ")"
        : "Ingredient.of(" + quoted + ", " + java(name, zeros) + ")";
  }

  /** Returns the Java expression of a point's mask. */
  public String maskJava(String name) {
    NamedPoint named = named(name);
    if (named.mask().pruned() == 0) {
      return "Mask.full(" + java(name) + ".layout())";
    }
    if (!named.maskJava().isEmpty()) {
      return PointNames.isFile(name)
          ? PointFiles.java(session, name, LoadOptions.defaults()) + named.maskJava()
          : PointNames.head(name) + named.maskJava();
    }
    boolean support = named.mask().equals(Mask.supportOf(named.point()));
    return (support ? "" : "/* the session knows a mask that keeps some zeros */ ")
        + "Mask.supportOf("
        + java(name)
        + ")";
  }

  /** Returns the names that a pattern matches, or the name itself; says what has no point. */
  public List<String> expand(String pattern) {
    List<String> names = matches(pattern).names();
    diverged(pattern).forEach(d -> uses.note(d.name() + " has no point: it " + d.why()));
    return names;
  }

  /** Returns the networks that a pattern would match too, had their trainings not diverged. */
  public List<Dropped> diverged(String pattern) {
    List<Dropped> diverged = new ArrayList<>();
    session
        .results()
        .forEach(
            (head, owner) -> {
              if (owner instanceof FinetuneResult fine) {
                fine.diverged().stream()
                    .map(d -> new Dropped(head + "." + d.number(), d.words()))
                    .filter(d -> glob(pattern).matcher(d.name()).matches())
                    .forEach(diverged::add);
              }
            });
    return diverged;
  }

  private static Pattern glob(String pattern) {
    return Pattern.compile(Pattern.quote(pattern).replace("*", "\\E[^.]*\\Q"));
  }

  /**
   * Returns what a pattern matches, or the name itself. A star stands for no dot, and for solutions
   * only: {@code imp.*} leaves {@code imp.init} and {@code imp.rewind} out.
   */
  public PointMatches matches(String pattern) {
    if (!pattern.contains("*")) {
      return new PointMatches(List.of(pattern), List.of());
    }
    if (PointNames.isFile(pattern)) {
      return new PointMatches(PointFiles.expand(pattern), List.of());
    }
    Pattern glob = glob(pattern);
    Map<Boolean, List<String>> found =
        names().stream()
            .filter(n -> glob.matcher(n).matches())
            .collect(Collectors.partitioningBy(n -> isStart(n, pattern)));
    if (found.get(false).isEmpty()) {
      String starts = String.join(" ", found.get(true));
      throw new UsageException(
          starts.isEmpty()
              ? "no point matches " + pattern + known()
              : "no solution matches "
                  + pattern
                  + ", only starts, which want their names: "
                  + starts);
    }
    return new PointMatches(found.get(false), found.get(true));
  }

  private static boolean isStart(String name, String pattern) {
    boolean starred = pattern.indexOf('*', pattern.lastIndexOf('.') + 1) >= 0;
    return starred && isStart(name);
  }

  private static boolean isStart(String name) {
    String last = name.substring(name.lastIndexOf('.') + 1);
    return name.contains(".") && ResultPoints.STARTS.contains(last);
  }

  /** Returns names of different networks; those of networks named before are left out, and said. */
  public List<String> distinct(List<String> names) {
    Map<String, String> seen = new HashMap<>();
    List<String> distinct = new ArrayList<>();
    for (String name : names) {
      String first = seen.putIfAbsent(network(name), name);
      if (first == null) {
        distinct.add(name);
      } else {
        uses.note("counts once: " + same(first, name));
      }
    }
    return distinct;
  }

  /** Requires that names mean different networks. */
  public void requireDifferent(String what, List<String> names) {
    Map<String, String> seen = new HashMap<>();
    for (String name : names) {
      String first = seen.putIfAbsent(network(name), name);
      if (first != null) {
        throw new UsageException(what + ", got " + same(first, name));
      }
    }
  }

  private String network(String name) {
    return resolve(name).withPositiveZeros().digest();
  }

  private static String same(String first, String name) {
    return first.equals(name) ? name + " twice" : name + ", the same network as " + first;
  }

  /** Returns all names of points that results offer. */
  public List<String> names() {
    List<String> names = new ArrayList<>();
    session
        .results()
        .forEach(
            (head, owner) ->
                points(owner)
                    .keySet()
                    .forEach(part -> names.add(part.isEmpty() ? head : head + "." + part)));
    return names;
  }

  private NamedPoint named(String name) {
    NamedPoint used = uses.points().get(name);
    return used == null ? find(name) : used;
  }

  private NamedPoint find(String name) {
    if (PointNames.isFile(name)) {
      return file(name);
    }
    String head = PointNames.head(name);
    Object owner = session.value(head);
    Map<String, NamedPoint> parts = owner == null ? Map.of() : points(owner);
    if (owner != null && parts.isEmpty()) {
      throw new UsageException(head + " must have points, got " + session.words(owner) + known());
    }
    if (owner == null) {
      throw new UsageException(
          "no point named " + name + Suggestions.didYouMean(head, heads()) + known());
    }
    NamedPoint named = parts.get(PointNames.rest(name));
    if (named == null) {
      diverged(name)
          .forEach(
              d -> {
                throw new UsageException(d.name() + " has no point: it " + d.why());
              });
      List<String> offered = parts.keySet().stream().map(p -> full(head, p)).toList();
      boolean all = name.equals(head) && owner instanceof FinetuneResult;
      throw new UsageException(
          "no point named "
              + name
              + (all ? ", did you mean " + head + ".*?" : "")
              + " ("
              + head
              + " has "
              + Listed.first(offered, MOST_NAMES)
              + ")");
    }
    return owner instanceof Point ? known(named) : named;
  }

  private NamedPoint file(String name) {
    Checkpoint content = load(name);
    content.notes().forEach(note -> uses.note(name + ": " + note));
    NamedPoint named = NamedPoint.of(content.point(), "").withRows(content.rows());
    return content.mask().pruned() > 0 ? named.masked(content.mask(), ".mask()") : known(named);
  }

  private Checkpoint load(String name) {
    try {
      return PointFiles.load(session, name, LoadOptions.defaults());
    } catch (FormatException e) {
      boolean optional = e.getMessage().contains(" --");
      throw optional
          ? new UsageException(e.getMessage() + " of %load " + name + " --as NAME, and use NAME")
          : e;
    }
  }

  /** Adds what the session knows of a point that says nothing itself. */
  private NamedPoint known(NamedPoint named) {
    return session.known().mask(named.point()).map(m -> named.masked(m, "")).orElse(named);
  }

  private static String full(String head, String part) {
    return part.isEmpty() ? head : head + "." + part;
  }

  private Map<String, NamedPoint> points(Object owner) {
    return session.types().points(owner).named();
  }

  private String known() {
    List<String> heads = heads();
    return heads.isEmpty()
        ? ", type first: " + '%' + "train --as NAME"
        : " (named so far: " + String.join(" ", heads) + ")";
  }

  /** Returns the names of results that have points. */
  private List<String> heads() {
    return session.names().stream()
        .filter(name -> !points(session.results().get(name)).isEmpty())
        .toList();
  }
}
