package org.stockpot.djl.gating;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Test;

final class ChannelLabelsTest {

  private static final float[] NORMS = {1, 4, 3, 2};

  @Test
  void theFewestChannelsHoldTheShare() {
    assertArrayEquals(new float[] {0, 1, 0, 0}, ChannelLabels.of(NORMS, 4, 0.4));
    assertArrayEquals(new float[] {0, 1, 1, 0}, ChannelLabels.of(NORMS, 4, 0.41));
    assertArrayEquals(new float[] {0, 1, 1, 1}, ChannelLabels.of(NORMS, 4, 0.9));
    assertArrayEquals(new float[] {1, 1, 1, 1}, ChannelLabels.of(NORMS, 4, 1));
  }

  @Test
  void ofEqualChannelsTheFirstAreTaken() {
    float[] equal = {2, 2, 2, 2, 0, 5, 0, 5};
    assertArrayEquals(new float[] {1, 1, 0, 0, 0, 1, 0, 0}, ChannelLabels.of(equal, 4, 0.5));
  }

  @Test
  void channelsThatAreZeroAreNeverLabelled() {
    float[] dead = {0, 3, 0, 0, 0, 0};
    assertArrayEquals(new float[] {0, 1, 0, 0, 0, 0}, ChannelLabels.of(dead, 3, 1));
  }
}
