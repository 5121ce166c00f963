package org.stockpot.magic.soup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.stockpot.merge.MergeOption;
import org.stockpot.merge.Merges;

final class MergeArgumentsTest {

  /** A method's option has an option of the magic, and no option of the magic is of no method. */
  @Test
  void allOptionsOfAllMethodsCanBeTyped() {
    Set<String> options =
        Merges.ALL.stream()
            .flatMap(method -> method.options().stream())
            .map(MergeOption::name)
            .filter(name -> !name.equals("seed"))
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(options, new TreeSet<>(MergeArguments.AXES));
  }

  @Test
  void namesOfMethodsAreNoOtherRecipes() {
    Merges.ALL.forEach(method -> assertTrue(SoupRecipes.NAMES.contains(method.name())));
    assertEquals(SoupRecipes.NAMES.size(), Set.copyOf(SoupRecipes.NAMES).size());
  }
}
