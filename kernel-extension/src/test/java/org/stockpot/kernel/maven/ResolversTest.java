package org.stockpot.kernel.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a repository in a folder, which a settings.xml names as the mirror of all others. */
final class ResolversTest {

  private static final String SETTINGS = "org.apache.maven.user-settings";

  @TempDir private Path folder;

  private final Resolver resolver = Resolvers.load();

  @BeforeEach
  void prepare() throws IOException {
    publish("top", "<dependencies>" + dependency("base") + "</dependencies>");
    publish("base", "");
    Path settings = folder.resolve("settings.xml");
    Files.writeString(
        settings,
        "<settings><localRepository>"
            + folder.resolve("local")
            + "</localRepository><mirrors><mirror><id>all</id><mirrorOf>*</mirrorOf><url>"
            + folder.resolve("remote").toUri()
            + "</url></mirror></mirrors></settings>");
    System.setProperty(SETTINGS, settings.toString());
  }

  @AfterEach
  void forget() {
    System.clearProperty(SETTINGS);
  }

  private static String dependency(String name) {
    return "<dependency><groupId>test</groupId><artifactId>"
        + name
        + "</artifactId><version>1</version></dependency>";
  }

  private void publish(String name, String dependencies) throws IOException {
    Path place = Files.createDirectories(folder.resolve("remote/test/" + name + "/1"));
    Files.writeString(place.resolve(name + "-1.jar"), "");
    Files.writeString(
        place.resolve(name + "-1.pom"),
        "<project><modelVersion>4.0.0</modelVersion><groupId>test</groupId><artifactId>"
            + name
            + "</artifactId><version>1</version>"
            + dependencies
            + "</project>");
  }

  @Test
  void librariesComeWithWhatTheyNeedThroughMirrors() {
    List<Artifact> found = resolver.resolve(List.of("test:top:1"), Map.of());
    assertEquals("[test:top:1, test:base:1]", found.toString());
    assertEquals(folder.resolve("local/test/base/1/base-1.jar"), found.get(1).file());
  }

  @Test
  void theLocalRepositoryIsEnough() throws IOException {
    resolver.resolve(List.of("test:top:1"), Map.of());
    Files.move(folder.resolve("remote"), folder.resolve("gone"));
    assertEquals(2, resolver.resolve(List.of("test:top:1"), Map.of()).size());
  }

  @Test
  void partsOfPomsAreEnough() throws IOException {
    Path pom = Pom.write(dependency("top"));
    assertEquals(2, resolver.ofPom(pom, List.of("compile", "runtime")).size());
  }

  @Test
  void whatIsMissingIsNamed() {
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> resolver.resolve(List.of("test:nothing:1"), Map.of()))
            .getMessage();
    assertTrue(message.contains("test:nothing:jar:1"), message);
    assertEquals(1, message.lines().count(), message);
  }
}
