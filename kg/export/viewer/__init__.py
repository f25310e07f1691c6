"""What the HTML page is made from: columns of data, measures, a layout, and the assets that show them."""
