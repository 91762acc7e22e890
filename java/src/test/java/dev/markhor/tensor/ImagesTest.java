package dev.markhor.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;

class ImagesTest {
    @Test
    void coloursAreRedGreenBlueRowByRow() {
        BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, 0x010203);
        image.setRGB(1, 0, 0xff8000);
        Tensor tensor = Images.of(image);
        assertEquals(Shape.of(1, 1, 2, 3), tensor.shape());
        assertArrayEquals(new float[] {1, 2, 3, 255, 128, 0}, tensor.toFloatArray());
    }

    @Test
    void greyPicturesKeepTheirLevels() {
        BufferedImage image = new BufferedImage(1, 2, BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster().setSample(0, 0, 0, 100);
        image.getRaster().setSample(0, 1, 0, 255);
        assertArrayEquals(new float[] {100, 255}, Images.of(1, image).toFloatArray());
        assertArrayEquals(
                new float[] {100, 100, 100, 255, 255, 255}, Images.of(image).toFloatArray());
    }

    @Test
    void coloursBecomeGreyAsInPillow() {
        BufferedImage image = new BufferedImage(1, 1, BufferedImage.TYPE_INT_ARGB);
        image.setRGB(0, 0, 0x80ff0000);
        assertArrayEquals(new float[] {76}, Images.of(1, image).toFloatArray());
        assertArrayEquals(new float[] {255, 0, 0, 128}, Images.of(4, image).toFloatArray());
    }

    @Test
    void aBatchIsOfOneSize() {
        BufferedImage small = new BufferedImage(2, 3, BufferedImage.TYPE_INT_RGB);
        assertEquals(Shape.of(2, 3, 2, 3), Images.of(3, small, small).shape());
        BufferedImage large = new BufferedImage(3, 3, BufferedImage.TYPE_INT_RGB);
        assertThrows(IllegalArgumentException.class, () -> Images.of(3, small, large));
        assertThrows(IllegalArgumentException.class, () -> Images.of(2, small));
        assertThrows(IllegalArgumentException.class, () -> Images.of(3));
    }

    @Test
    void whatCouldNotBeDecodedIsNamed() {
        BufferedImage good = new BufferedImage(2, 3, BufferedImage.TYPE_INT_RGB);
        String message = assertThrows(IllegalArgumentException.class, () -> Images.of(3, good, null))
                .getMessage();
        assertTrue(message.contains("picture number 2 is null"), message);
        assertThrows(IllegalArgumentException.class, () -> Images.of(null));
        assertThrows(IllegalArgumentException.class, () -> Images.of(3, (BufferedImage[]) null));
    }
}
