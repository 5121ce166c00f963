package org.stockpot.djl.script;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToLongFunction;
import org.stockpot.djl.script.ScriptFacts.Norm;

/** What operations do with a module's tensors, noted while its code is followed. */
final class Uses {

  /** The engine's numbers for types: whole numbers are 0 to 4, float64 is 7. */
  private static final long LAST_INTEGER = 4;

  private static final long DOUBLE = 7;

  private final ToLongFunction<String> sizes;
  private final Map<String, Set<Use>> uses = new TreeMap<>();
  private Map<Norm, Integer> norms = new HashMap<>();
  private boolean castsInput;
  private boolean namesDoubles;

  /** Notes nothing yet; sizes are the entries of a tensor by name. */
  Uses(ToLongFunction<String> sizes) {
    this.sizes = sizes;
  }

  ScriptFacts facts() {
    return new ScriptFacts(uses, norms, castsInput, namesDoubles);
  }

  /** Returns how often each normalisation has run. */
  Map<Norm, Integer> norms() {
    return new HashMap<>(norms);
  }

  void setNorms(Map<Norm, Integer> counts) {
    norms = new HashMap<>(counts);
  }

  /** Notes that normalisations may have run more often. */
  void atLeast(Map<Norm, Integer> counts) {
    counts.forEach((norm, count) -> norms.merge(norm, count, Math::max));
  }

  /** Returns what an operation makes of its arguments, and notes what it uses them as. */
  Value operation(String name, List<Value> arguments, Map<String, Value> named) {
    String operation = Operations.plain(name);
    Value known = known(operation, arguments);
    if (known != null) {
      return known;
    }
    long type = operation.equals("to") ? type(arguments, named) : number(named.get("dtype"));
    namesDoubles |= type == DOUBLE;
    List<Value.Tensor> operands = new ArrayList<>(arguments.stream().map(Value::flat).toList());
    named.values().forEach(value -> operands.add(Value.flat(value)));
    boolean data = operands.stream().anyMatch(Value.Tensor::data);
    if (Operations.isNumber(operation)) {
      return Value.PLAIN;
    } else if (Operations.measures(operation)) {
      return new Value.Tensor(Set.of(), data, false);
    } else if (Operations.looksUp(operation)) {
      return lookUp(operands, data);
    } else if (Operations.shapes(operation) && !operands.isEmpty()) {
      return shaped(operation, operands.get(0), arguments, named);
    } else if (Operations.isRecurrent(operation)) {
      useRecurrently(arguments);
      return new Value.Tensor(Set.of(), data, false);
    }
    Map<Integer, Use> roles = Operations.roles(operation);
    if (!roles.isEmpty()) {
      return use(roles, operands, data);
    }
    return data ? beside(operation, operands) : alone(operation, operands);
  }

  /** Returns whether something is None, where that is known. */
  private static Value known(String operation, List<Value> arguments) {
    boolean is = operation.equals("__is__");
    if (arguments.size() == 1
        && operation.equals("__not__")
        && arguments.get(0) instanceof Value.Constant constant
        && constant.value() instanceof Boolean holds) {
      return new Value.Constant(!holds);
    } else if (arguments.size() != 2 || !(is || operation.equals("__isnot__"))) {
      return null;
    }
    boolean none = Objects.equals(arguments.get(1), new Value.Constant(Expression.NONE));
    if (none && arguments.get(0) instanceof Value.Constant value) {
      return new Value.Constant(value.value().equals(Expression.NONE) == is);
    } else if (none
        && arguments.get(0) instanceof Value.Tensor tensor
        && !tensor.equals(Value.PLAIN)) {
      return new Value.Constant(!is);
    }
    return Value.PLAIN;
  }

  private Value lookUp(List<Value.Tensor> operands, boolean data) {
    Value.Tensor table = operands.get(0);
    note(table, Use.LOOKUP);
    return data ? new Value.Tensor(Set.of(), true, false) : table;
  }

  private Value shaped(
      String operation, Value.Tensor of, List<Value> arguments, Map<String, Value> named) {
    long type = operation.equals("to") ? type(arguments, named) : -1;
    boolean whole = type >= 0 && type <= LAST_INTEGER;
    castsInput |= whole && of.input();
    return whole ? new Value.Tensor(of.carried(), of.data(), false) : of;
  }

  /** Returns the number of the type that a conversion is to; -1 if it is none. */
  private static long type(List<Value> arguments, Map<String, Value> named) {
    Value second = arguments.size() > 1 ? arguments.get(1) : named.get("dtype");
    boolean isDevice = second instanceof Value.Code || second instanceof Value.Tensor;
    return number(isDevice && arguments.size() > 2 ? arguments.get(2) : second);
  }

  private static long number(Value value) {
    return value instanceof Value.Constant constant && constant.value() instanceof Long number
        ? number
        : -1;
  }

  /** The weights of a recurrent network are in the last of the lists that it gets. */
  private void useRecurrently(List<Value> arguments) {
    Value weights = Value.PLAIN;
    for (Value argument : arguments) {
      if (argument instanceof Value.Items || (argument instanceof Value.Tensor t && !t.data())) {
        weights = Value.flat(argument).carried().isEmpty() ? weights : argument;
      }
    }
    note(Value.flat(weights), Use.PRODUCT);
    note(Value.flat(weights), Use.BIAS);
  }

  private Value use(Map<Integer, Use> roles, List<Value.Tensor> operands, boolean data) {
    Set<String> through = new TreeSet<>();
    for (int i = 0; i < operands.size(); i++) {
      Use use = roles.get(i);
      if (use != null) {
        note(operands.get(i), use);
      } else {
        through.addAll(operands.get(i).carried());
      }
    }
    noteNorm(roles, operands);
    return new Value.Tensor(data ? Set.of() : through, data, false);
  }

  private void noteNorm(Map<Integer, Use> roles, List<Value.Tensor> operands) {
    if (roles.get(3) == Use.RUNNING_MEAN && operands.size() > 4) {
      for (String mean : operands.get(3).carried()) {
        for (String variance : operands.get(4).carried()) {
          norms.merge(new Norm(mean, variance), 1, Integer::sum);
        }
      }
    }
  }

  /** Of tensors beside data none goes further. */
  private Value beside(String operation, List<Value.Tensor> operands) {
    for (Value.Tensor operand : operands) {
      note(operand, Operations.besideData(operation));
    }
    return new Value.Tensor(Set.of(), true, false);
  }

  /** Without data, entries go further; a smaller operand is a factor of a larger. */
  private Value alone(String operation, List<Value.Tensor> operands) {
    Set<String> carried = new TreeSet<>();
    operands.forEach(operand -> carried.addAll(operand.carried()));
    if (Operations.isEntrywise(operation)) {
      long largest = carried.stream().mapToLong(sizes).max().orElse(0);
      for (String name : Set.copyOf(carried)) {
        if (sizes.applyAsLong(name) < largest) {
          note(name, Operations.besideData(operation));
          carried.remove(name);
        }
      }
    }
    return new Value.Tensor(carried, false, false);
  }

  private void note(Value.Tensor tensor, Use use) {
    tensor.carried().forEach(name -> note(name, use));
  }

  private void note(String name, Use use) {
    uses.computeIfAbsent(name, n -> EnumSet.noneOf(Use.class)).add(use);
  }
}
