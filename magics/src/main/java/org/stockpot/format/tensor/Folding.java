package org.stockpot.format.tensor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.stockpot.format.tensor.StateDict.Order;

/**
 * Turns the parts that PyTorch keeps of a weight into that weight:
 *
 * <ul>
 *   <li>{@code weight_orig} and {@code weight_mask}, of {@code torch.nn.utils.prune}, into their
 *       product, with the mask;
 *   <li>{@code weight_g} and {@code weight_v}, or {@code parametrizations.weight.original0} and
 *       {@code original1}, of weight normalisation, into g v / ||v||;
 *   <li>{@code weight_orig}, {@code weight_u} and {@code weight_v}, or {@code
 *       parametrizations.weight.original}, {@code 0._u} and {@code 0._v}, of spectral
 *       normalisation, into W / (u · W v).
 * </ul>
 *
 * <p>Sums run in double, where PyTorch's run in the type of the weight. A parametrization of any
 * other kind has a formula that is not in the file, and is refused if its weight is needed.
 */
public final class Folding {

  /**
   * A dict with whole weights.
   *
   * @param dict the tensors
   * @param notes what was folded
   */
  public record Folded(StateDict dict, List<String> notes) {}

  private static final Pattern PARAMETRIZED =
      Pattern.compile("((?:.*\\.)?)parametrizations\\.([^.]+)\\.(.+)", Pattern.DOTALL);

  private final Map<String, Tensor> tensors;
  private final Map<String, Tensor> folded = new LinkedHashMap<>();
  private final Map<String, List<String>> kinds = new LinkedHashMap<>();

  private Folding(Map<String, Tensor> tensors) {
    this.tensors = tensors;
  }

  /**
   * Folds what PyTorch keeps in parts.
   *
   * @param dict the tensors as they are in a file
   * @return a dict with whole weights; the same if it has no parts
   * @throws FormatException if parts do not fit
   */
  public static Folded of(StateDict dict) {
    boolean parts =
        dict.order() != Order.NUMBERED
            && dict.tensors().stream()
                .map(Tensor::name)
                .anyMatch(
                    n ->
                        n.endsWith("_orig") || n.endsWith("_g") || n.contains("parametrizations."));
    if (!parts) {
      return new Folded(dict, List.of());
    }
    Folding masks = new Folding(dict.byName());
    masks.each(masks::masked);
    Folding rest = new Folding(masks.folded);
    rest.kinds.putAll(masks.kinds);
    rest.each(rest::normalised);
    List<String> notes = new ArrayList<>();
    rest.kinds.forEach((kind, names) -> notes.add(String.join(", ", names) + ": " + kind));
    return new Folded(dict.with(List.copyOf(rest.folded.values())), notes);
  }

  /** What makes a tensor of parts, at the first of them; the parts are taken. */
  private interface Rule {
    Optional<Tensor> of(String name, Set<String> taken);
  }

  private void each(Rule rule) {
    Set<String> taken = new LinkedHashSet<>();
    tensors.forEach(
        (name, tensor) -> {
          if (!taken.contains(name)) {
            Tensor made = rule.of(name, taken).orElse(taken.contains(name) ? null : tensor);
            if (made != null && folded.put(made.name(), made) != null) {
              throw new FormatException(
                  "tensor " + made.name() + " must be given once, got it whole and in parts");
            }
          }
        });
  }

  private Optional<Tensor> masked(String name, Set<String> taken) {
    String base = name.replaceFirst("_(orig|mask)$", "");
    Tensor orig = tensors.get(base + "_orig");
    Tensor mask = tensors.get(base + "_mask");
    if (base.equals(name) || orig == null || mask == null) {
      return Optional.empty();
    }
    taken.addAll(List.of(base + "_orig", base + "_mask"));
    told("weight times mask, of torch.nn.utils.prune", base);
    return Optional.of(MaskedTensor.of(base, orig, mask));
  }

  private Optional<Tensor> normalised(String name, Set<String> taken) {
    Matcher parametrized = PARAMETRIZED.matcher(name);
    if (parametrized.matches()) {
      return Optional.of(parametrized(parametrized.group(1), parametrized.group(2), taken));
    }
    String base = name.replaceFirst("_(orig|g|u|v)$", "");
    Tensor orig = tensors.get(base + "_orig");
    Tensor g = tensors.get(base + "_g");
    Tensor u = tensors.get(base + "_u");
    Tensor v = tensors.get(base + "_v");
    if (base.equals(name)) {
      return Optional.empty();
    }
    if (orig != null && u != null) {
      taken.addAll(List.of(base + "_orig", base + "_u", base + "_v"));
      return spectral(base, orig, u, v);
    }
    if (g != null && v != null && WeightNorm.fits(g.shape(), v.shape())) {
      taken.addAll(List.of(base + "_g", base + "_v"));
      return Optional.of(weightNorm(base, g, v));
    }
    return Optional.empty();
  }

  /** PyTorch before 1.0 kept the normalised weight as well, and no v. */
  private Optional<Tensor> spectral(String base, Tensor orig, Tensor u, Tensor v) {
    if (v == null && tensors.containsKey(base)) {
      return Optional.empty();
    }
    return Optional.of(
        v == null
            ? Tensor.unreadable(
                base, orig.shape(), "must have both vectors of its spectral norm, got u alone")
            : spectralNorm(base, orig, u, v));
  }

  private Tensor parametrized(String parent, String leaf, Set<String> taken) {
    String start = parent + "parametrizations." + leaf + ".";
    Map<String, Tensor> parts = new LinkedHashMap<>();
    tensors.forEach(
        (name, tensor) -> {
          if (name.startsWith(start)) {
            taken.add(name);
            parts.put(name.substring(start.length()), tensor);
          }
        });
    String base = parent + leaf;
    if (parts.keySet().equals(Set.of("original0", "original1"))
        && WeightNorm.fits(parts.get("original0").shape(), parts.get("original1").shape())) {
      return weightNorm(base, parts.get("original0"), parts.get("original1"));
    }
    if (parts.keySet().equals(Set.of("original", "0._u", "0._v"))) {
      return spectralNorm(base, parts.get("original"), parts.get("0._u"), parts.get("0._v"));
    }
    Tensor first = parts.values().iterator().next();
    return Tensor.unreadable(
        base,
        parts.getOrDefault("original", first).shape(),
        "has a parametrization that is not known ("
            + String.join(", ", parts.keySet())
            + "): save it after torch.nn.utils.parametrize.remove_parametrizations");
  }

  private Tensor weightNorm(String name, Tensor g, Tensor v) {
    told("g v / ||v||, of weight normalisation", name);
    return WeightNorm.of(name, g, v);
  }

  private Tensor spectralNorm(String name, Tensor orig, Tensor u, Tensor v) {
    told("W / (u · W v), of spectral normalisation", name);
    return SpectralNorm.of(name, orig, u, v);
  }

  private void told(String kind, String name) {
    kinds.computeIfAbsent(kind, k -> new ArrayList<>()).add(name);
  }
}
